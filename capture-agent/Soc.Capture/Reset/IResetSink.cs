namespace Soc.Capture.Reset;

/// <summary>Is told what came of commands.</summary>
public interface IResetSink
{
    void Take(ResetReport report);
}
