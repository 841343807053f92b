using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>A mail server, as it stands in the settings.</summary>
internal sealed record SmtpOptions
{
    public required string Host { get; init; }

    public int Port { get; init; } = 587;

    public required string From { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    public string? User { get; init; }

    public SecretReference? Password { get; init; }

    public bool IsImplicitTls { get; init; }

    public bool IsPlain { get; init; }

    public SmtpSettings ToSettings() => new()
    {
        Host = Host, Port = Port, From = From, To = To, User = User, Password = Password is null ? null : Password.Read, IsImplicitTls = IsImplicitTls, IsPlain = IsPlain,
    };
}
