using System.Text.Json;

namespace Soc.Response.Escalation.Channels;

/// <summary>One channel of the installation.</summary>
public sealed record ChannelSettings
{
    /// <summary>What contact chains call it ("on-call", "mail").</summary>
    public string Name { get; init; } = "";

    /// <summary>One of <see cref="NoticeChannels.Kinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The kind's own settings. Secrets stand there by reference only: <c>env:NAME</c> or <c>file:/path</c>.</summary>
    public JsonElement Options { get; init; }
}
