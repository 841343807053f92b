using Soc.Model.Signals;

namespace Soc.Detection;

/// <summary>Takes the signals of a step. The same id may be emitted again with more evidence: the later one replaces the earlier.</summary>
public interface ISignalSink
{
    void Emit(Signal signal);
}
