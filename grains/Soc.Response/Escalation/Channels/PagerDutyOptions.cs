using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>A service of PagerDuty.</summary>
internal sealed record PagerDutyOptions : ProductOptions
{
    /// <summary>Key of an integration by the Events API v2.</summary>
    public required SecretReference RoutingKey { get; init; }
}
