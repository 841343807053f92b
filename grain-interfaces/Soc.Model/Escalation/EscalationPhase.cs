namespace Soc.Model.Escalation;

/// <summary>How far the telling of one incident has come.</summary>
public enum EscalationPhase
{
    /// <summary>Nobody is told at once.</summary>
    Quiet = 0,
    /// <summary>Somebody was told, and has not answered yet.</summary>
    Waiting = 1,
    /// <summary>A person has it.</summary>
    Acknowledged = 2,
    /// <summary>The whole chain was told, and nobody has answered.</summary>
    NobodyAnswered = 3,
    /// <summary>The incident is over.</summary>
    Over = 4,
}
