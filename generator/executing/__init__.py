"""Where work runs: in this process, on all its cores, on a cluster, or in a process within bounds."""
