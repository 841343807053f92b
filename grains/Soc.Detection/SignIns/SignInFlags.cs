namespace Soc.Detection.SignIns;

/// <summary>What is remembered of a sign-in event, in a few bits.</summary>
[Flags]
public enum SignInFlags : ushort
{
    None = 0,
    Success = 1,
    /// <summary>A second factor was given in this sign-in.</summary>
    MfaNow = 1 << 1,
    /// <summary>A second factor was given once, and a token remembers it.</summary>
    MfaFromToken = 1 << 2,
    /// <summary>The source says that no second factor was given.</summary>
    MfaAbsent = 1 << 3,
    /// <summary>The address stands on a list, fresh or stale.</summary>
    Listed = 1 << 4,
    /// <summary>The source says that nobody sat at a keyboard.</summary>
    Background = 1 << 5,
    /// <summary>The device is managed or compliant.</summary>
    Managed = 1 << 6,
    /// <summary>Only the second-factor step.</summary>
    FactorStep = 1 << 7,
    /// <summary>The person refused the second factor.</summary>
    Refused = 1 << 8,
    /// <summary>Nobody answered the second factor.</summary>
    Unanswered = 1 << 9,
    /// <summary>The person reported the second factor as fraud.</summary>
    Fraud = 1 << 10,
    /// <summary>The second factor was answered from the network that the sign-in came from.</summary>
    FactorHere = 1 << 11,
    /// <summary>The second factor was answered from another network.</summary>
    FactorElsewhere = 1 << 12,
    /// <summary>No user of that name exists.</summary>
    UnknownUser = 1 << 13,
}
