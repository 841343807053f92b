namespace Soc.Model.Policies;

/// <summary>What a rule of engagement wants, from the most careful to the most resolute; <see cref="Forbid"/> goes before all.</summary>
public enum EngagementMode
{
    /// <summary>Nothing is done, and nobody is told because of the rule.</summary>
    None = 0,
    /// <summary>Nothing is done; a line in the morning's digest.</summary>
    Digest = 1,
    /// <summary>Nothing is done; whoever is on duty is told at once.</summary>
    Notify = 2,
    /// <summary>A person is asked first.</summary>
    Ask = 3,
    /// <summary>It is done, then whoever is on duty is told.</summary>
    ActThenTell = 4,
    /// <summary>It is done, and the on-call is woken.</summary>
    ActAndWake = 5,
    /// <summary>It is never done, whatever other rules say.</summary>
    Forbid = 6,
}
