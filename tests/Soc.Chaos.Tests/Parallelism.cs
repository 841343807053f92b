using Xunit.Sdk;
using Xunit.v3;

// Each test has processes, ports and folders of its own, and waits most of its time for somebody to be taken for dead: three wait beside each other on two cores.
[assembly: Parallelization(Mode = ParallelMode.All, MaxThreads = 3)]
