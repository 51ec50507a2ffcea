"""What people do with the members of a community: one function per act, one transaction each."""
