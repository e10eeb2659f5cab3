"""The portal looked at from outside: by the Nu checker, by independent readers, by a telephone. None of them is in the lock."""
