namespace Soc.Response.Escalation.Channels;

/// <summary>A mail server.</summary>
public sealed record SmtpSettings
{
    public required string Host { get; init; }

    /// <summary>587 with STARTTLS, 465 with TLS from the start.</summary>
    public int Port { get; init; } = 587;

    /// <summary>Address of the service.</summary>
    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    /// <summary>Null where the server asks for no user.</summary>
    public string? User { get; init; }

    /// <summary>Gives the password when it is used: it is kept nowhere.</summary>
    public Func<string>? Password { get; init; }

    /// <summary>TLS from the first byte on, and not after STARTTLS.</summary>
    public bool IsImplicitTls { get; init; }

    /// <summary>Without TLS, for a relay on this machine only.</summary>
    public bool IsPlain { get; init; }

    public int TimeoutMs { get; init; } = 20_000;
}
