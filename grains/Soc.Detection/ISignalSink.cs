using System.Runtime.ExceptionServices;
using Soc.Model.Entities;
using Soc.Model.Signals;

namespace Soc.Detection;

/// <summary>Takes the signals of a step. The same id may be emitted again with more evidence: the later one replaces the earlier.</summary>
public interface ISignalSink
{
    void Emit(Signal signal);

    /// <summary>One of several detectors that run as one threw, and the others go on. Whoever does not take it lets it be thrown.</summary>
    void Failed(string detector, EnrichedEvent e, Exception reason) => ExceptionDispatchInfo.Throw(reason);
}
