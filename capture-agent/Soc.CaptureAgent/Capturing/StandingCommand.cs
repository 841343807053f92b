using Soc.Capture.Reset;

namespace Soc.CaptureAgent.Capturing;

/// <summary>A command that is carried out, with what the authority signed.</summary>
/// <param name="EndsAt">When it ends at the latest, by the clock's timestamps.</param>
internal sealed class StandingCommand(ResetCommand command, byte[] document, byte[] signature, long endsAt)
{
    public ResetCommand Command => command;

    public byte[] Document => document;

    public byte[] Signature => signature;

    public long EndsAt => endsAt;

    /// <summary>How many connections it broke off, as far as that was seen.</summary>
    public long BrokenOff { get; set; }
}
