namespace Soc.Model.Events;

/// <summary>Why an authentication did not succeed, in terms that detectors can reason about; the source's own code stays in <see cref="SecurityEvent.StatusCode"/>.</summary>
public enum FailureKind
{
    /// <summary>It succeeded, or the source does not say.</summary>
    None = 0,
    /// <summary>Wrong user name or password.</summary>
    BadCredential = 1,
    /// <summary>No such user.</summary>
    UnknownUser = 2,
    /// <summary>Account locked, disabled or expired.</summary>
    AccountLocked = 3,
    /// <summary>The person refused the push, or reported it as fraud.</summary>
    MfaDenied = 4,
    /// <summary>Nobody answered the second factor in time.</summary>
    MfaTimeout = 5,
    /// <summary>Wrong one-time code.</summary>
    MfaWrongCode = 6,
    /// <summary>A second factor is asked for and not given yet: an interrupt, not an attack by itself.</summary>
    MfaRequired = 7,
    /// <summary>Policy refused it (conditional access, location, device).</summary>
    PolicyBlocked = 8,
    /// <summary>Any other failure.</summary>
    Other = 99,
}
