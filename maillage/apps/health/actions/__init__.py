"""What an operator does with the supply and the needs: one function per act, one transaction each."""
