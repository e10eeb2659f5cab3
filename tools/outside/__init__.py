"""The portal looked at from outside: by the Nu checker, by independent readers of its data, by a telephone. Nothing here is in the lock."""
