namespace Soc.Capture.Reset;

/// <summary>A command that waits or is valid.</summary>
internal sealed class ActiveCommand(ResetCommand command)
{
    public ResetCommand Command { get; } = command;

    /// <summary>Its time has come.</summary>
    public bool IsBegun { get; set; }

    /// <summary>Connections that it has concerned itself with.</summary>
    public int Connections { get; set; }

    public bool HasSeenAny { get; set; }

    public bool DidTellLimit { get; set; }
}
