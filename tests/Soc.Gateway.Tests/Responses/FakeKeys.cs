using Soc.Response.Escalation;

namespace Soc.Gateway.Tests.Responses;

/// <summary>The installation's key of links.</summary>
internal sealed class FakeKeys : IAcknowledgeKeys
{
    public AcknowledgeTokens Tokens { get; } = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    public ValueTask<AcknowledgeTokens> TokensAsync(CancellationToken cancellationToken) => ValueTask.FromResult(Tokens);
}
