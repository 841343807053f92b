using Soc.Response.Escalation;

namespace Soc.Silo.Response;

/// <summary>The key that the installation was given; read at each use, so that whoever changes it need not restart anything.</summary>
internal sealed class ConfiguredAcknowledgeKeys(Func<byte[]> key) : IAcknowledgeKeys
{
    public ValueTask<AcknowledgeTokens> TokensAsync(CancellationToken cancellationToken) => ValueTask.FromResult(new AcknowledgeTokens(key()));
}
