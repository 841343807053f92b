namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>What the sentences of Entra say about the second factor.</summary>
[Flags]
internal enum EntraMfaText
{
    None = 0,
    /// <summary>"MFA requirement satisfied by claim in the token": nobody was asked now.</summary>
    FromToken = 1,
    /// <summary>"MFA completed in Azure AD", "MFA successfully completed".</summary>
    Completed = 2,
    /// <summary>"MFA denied; user declined the authentication", "fraud code entered".</summary>
    Declined = 4,
    /// <summary>"user did not respond to mobile app notification", "timed out".</summary>
    NoAnswer = 8,
    /// <summary>"invalid verification code".</summary>
    WrongCode = 16,
    /// <summary>"MFA denied" and nothing more.</summary>
    Denied = 32,
}
