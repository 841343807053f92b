using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>A receiver of Alertmanager's notifications.</summary>
internal sealed record AlertmanagerOptions : ProductOptions
{
    /// <summary>Goes along as a bearer token; without it nothing does.</summary>
    public SecretReference? Token { get; init; }
}
