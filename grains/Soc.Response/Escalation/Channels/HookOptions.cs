using Soc.Response.Connectors.Http;

namespace Soc.Response.Escalation.Channels;

/// <summary>A hook whose address is the secret (Slack, Teams).</summary>
internal sealed record HookOptions : ProductOptions
{
    /// <summary>The whole address of the hook.</summary>
    public required SecretReference Url { get; init; }
}
