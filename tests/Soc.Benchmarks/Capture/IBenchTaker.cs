using Soc.Capture.Link;

namespace Soc.Benchmarks.Capture;

/// <summary>What is done with frames.</summary>
internal interface IBenchTaker : IFrameTaker, IDisposable
{
    /// <summary>Flows or events told so far.</summary>
    long Events { get; }

    int FlowCount { get; }

    void End();
}
