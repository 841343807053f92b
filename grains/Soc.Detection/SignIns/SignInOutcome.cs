namespace Soc.Detection.SignIns;

/// <summary>What an event says about a sign-in, in the terms that the credential detectors share.</summary>
public enum SignInOutcome
{
    /// <summary>No sign-in.</summary>
    None = 0,
    /// <summary>The user is in: a sign-in, or a VPN tunnel that opened.</summary>
    Success,
    /// <summary>The second factor by itself was satisfied.</summary>
    FactorSuccess,
    /// <summary>Wrong password, unknown user, or an account locked after such tries.</summary>
    CredentialFailure,
    /// <summary>The person refused the second factor, or reported it as fraud.</summary>
    FactorRefused,
    /// <summary>Nobody answered the second factor.</summary>
    FactorUnanswered,
    /// <summary>A wrong one-time code.</summary>
    FactorWrongCode,
    /// <summary>Any other failure: a policy, an interrupt, an error.</summary>
    OtherFailure,
}
