using System.Diagnostics;

namespace Soc.Benchmarks.Running;

/// <summary>CPU time that a process used since a moment.</summary>
internal sealed class ChildCpu(Process process)
{
    private TimeSpan _start = process.TotalProcessorTime;

    public void Restart()
    {
        process.Refresh();
        _start = process.TotalProcessorTime;
    }

    public double Seconds()
    {
        process.Refresh();
        return (process.TotalProcessorTime - _start).TotalSeconds;
    }
}
