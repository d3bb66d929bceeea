"""The states a run or a job goes through."""

QUEUED = "queued"
RUNNING = "running"
SUCCEEDED = "succeeded"
PARTIAL = "partial"  # there, but from part of what was asked for
FAILED = "failed"
TIMED_OUT = "timed_out"
CANCELLED = "cancelled"
SKIPPED = "skipped"  # not done because it need not be: nothing changed, or one is at work already
MISSED = "missed"  # its slot passed while nobody was there to print it
STALE = "stale"  # not done because the data is too old

OPEN = (QUEUED, RUNNING)
ENDS = (SUCCEEDED, PARTIAL, FAILED, TIMED_OUT, CANCELLED, SKIPPED, MISSED, STALE)
STATES = OPEN + ENDS
GOOD = (SUCCEEDED, PARTIAL, SKIPPED)  # of a run: its page is there and current
AGAIN = (FAILED, TIMED_OUT, CANCELLED, PARTIAL)  # what a retry tries again
