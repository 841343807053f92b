using System.Text;
using Soc.Model.Events;
using Soc.Parsing.Json;

namespace Soc.Parsing.Sources.EntraSignIn;

/// <summary>Reads Entra's own words without allocating.</summary>
internal static class EntraWords
{
    private static readonly JsonNames<EntraKind> Kinds = new(
        ("SignInLogs", EntraKind.Interactive),
        ("SigninLogs", EntraKind.Interactive),
        ("NonInteractiveUserSignInLogs", EntraKind.NonInteractive),
        ("AADNonInteractiveUserSignInLogs", EntraKind.NonInteractive),
        ("ServicePrincipalSignInLogs", EntraKind.ServicePrincipal),
        ("AADServicePrincipalSignInLogs", EntraKind.ServicePrincipal),
        ("ManagedIdentitySignInLogs", EntraKind.ManagedIdentity),
        ("AADManagedIdentitySignInLogs", EntraKind.ManagedIdentity),
        ("AuditLogs", EntraKind.Audit),
        ("interactiveUser", EntraKind.Interactive),
        ("nonInteractiveUser", EntraKind.NonInteractive));

    /// <summary>Kind by category, table name or sign-in event type; Other for words that are none of these.</summary>
    public static EntraKind Kind(ReadOnlySpan<byte> word)
    {
        var kind = Kinds.Find(word);
        return kind != EntraKind.Unknown ? kind : word.IsEmpty ? EntraKind.Unknown : EntraKind.Other;
    }

    /// <summary>Name under which a kind is known (SourceKind).</summary>
    public static string Name(EntraKind kind) => kind switch
    {
        EntraKind.NonInteractive => "NonInteractiveUserSignInLogs",
        EntraKind.ServicePrincipal => "ServicePrincipalSignInLogs",
        EntraKind.ManagedIdentity => "ManagedIdentitySignInLogs",
        EntraKind.Audit => "AuditLogs",
        _ => "SignInLogs",
    };

    public static EntraMfaText MfaText(ReadOnlySpan<byte> sentence)
    {
        if (sentence.Length is < 8 or > 256)
        {
            return EntraMfaText.None;
        }

        Span<byte> lower = stackalloc byte[256];
        Ascii.ToLower(sentence, lower, out var length);
        if (length < sentence.Length)
        {
            return EntraMfaText.None;
        }

        ReadOnlySpan<byte> s = lower[..length];
        if (Has(s, "claim in the token"u8) || Has(s, "previously satisfied"u8) || Has(s, "satisfied by claim"u8))
        {
            return EntraMfaText.FromToken;
        }

        if (Has(s, "respond"u8) || Has(s, "timed out"u8) || Has(s, "timeout"u8) || Has(s, "time out"u8) || Has(s, "no answer"u8) || Has(s, "voicemail"u8))
        {
            return EntraMfaText.NoAnswer;
        }

        if (Has(s, "declined"u8) || Has(s, "fraud"u8) || Has(s, "rejected"u8))
        {
            return EntraMfaText.Declined;
        }

        if ((Has(s, "invalid"u8) || Has(s, "incorrect"u8) || Has(s, "wrong"u8)) && (Has(s, "code"u8) || Has(s, "otp"u8)))
        {
            return EntraMfaText.WrongCode;
        }

        if (Has(s, "mfa denied"u8) || Has(s, "authentication denied"u8))
        {
            return EntraMfaText.Denied;
        }

        return Has(s, "mfa"u8) && (Has(s, "completed"u8) || Has(s, "successful"u8)) ? EntraMfaText.Completed : EntraMfaText.None;
    }

    public static AuthFactor Factor(ReadOnlySpan<byte> method)
    {
        if (method.Length is < 2 or > 128)
        {
            return AuthFactor.None;
        }

        Span<byte> lower = stackalloc byte[128];
        Ascii.ToLower(method, lower, out var length);
        ReadOnlySpan<byte> s = lower[..length];
        return s switch
        {
            _ when Has(s, "previously"u8) => AuthFactor.None,
            _ when Has(s, "notification"u8) || Has(s, "phone sign-in"u8) => AuthFactor.Push,
            _ when Has(s, "text"u8) || Has(s, "sms"u8) => AuthFactor.Sms,
            _ when Has(s, "hardware"u8) => AuthFactor.HardwareToken,
            _ when Has(s, "verification code"u8) || Has(s, "oath"u8) || Has(s, "totp"u8) || Has(s, "passcode"u8) => Has(s, "email"u8) ? AuthFactor.Email : AuthFactor.Otp,
            _ when Has(s, "call"u8) => AuthFactor.PhoneCall,
            _ when Has(s, "fido"u8) || Has(s, "passkey"u8) || Has(s, "hello"u8) => AuthFactor.WebAuthn,
            _ when Has(s, "email"u8) => AuthFactor.Email,
            _ when Has(s, "password"u8) => AuthFactor.Password,
            _ => AuthFactor.Other,
        };
    }

    /// <summary>Risk level in lower case; null for what is none of Entra's words.</summary>
    public static string? Risk(ReadOnlySpan<byte> word)
    {
        foreach (var level in RiskLevels)
        {
            if (Ascii.EqualsIgnoreCase(word, level.Utf8))
            {
                return level.Text;
            }
        }

        return null;
    }

    /// <summary>OCSF auth_protocol_id of authenticationProtocol.</summary>
    public static int ProtocolId(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "oAuth2"u8) || Ascii.EqualsIgnoreCase(word, "ropc"u8) || Ascii.EqualsIgnoreCase(word, "deviceCode"u8) ? 6
        : Ascii.EqualsIgnoreCase(word, "saml20"u8) ? 5
        : 0;

    private static readonly (byte[] Utf8, string Text)[] RiskLevels =
        [.. new[] { "none", "low", "medium", "high", "hidden" }.Select(t => (Encoding.UTF8.GetBytes(t), t))];

    private static bool Has(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part) => text.IndexOf(part) >= 0;
}
