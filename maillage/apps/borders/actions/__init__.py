"""What people do with a border survey: one function per act, one transaction each."""
