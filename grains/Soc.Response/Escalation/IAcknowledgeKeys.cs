namespace Soc.Response.Escalation;

/// <summary>The installation's key of acknowledgement links: the same in all its processes, and over restarts.</summary>
public interface IAcknowledgeKeys
{
    ValueTask<AcknowledgeTokens> TokensAsync(CancellationToken cancellationToken);
}
