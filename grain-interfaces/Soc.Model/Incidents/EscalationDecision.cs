namespace Soc.Model.Incidents;

/// <summary>Who should hear of an incident, from least to most urgent.</summary>
public enum EscalationDecision
{
    None = 0,
    /// <summary>In the morning's digest.</summary>
    Digest = 1,
    /// <summary>At once, to whoever is on duty.</summary>
    Notify = 2,
    /// <summary>Somebody is woken.</summary>
    Wake = 3,
}
