using System.Security.Cryptography;
using Soc.GrainInterfaces.Storage;
using Soc.Response.Escalation;

namespace Soc.Silo.Response;

/// <summary>A key that whichever process first needs it makes, and that all find in the store from then on.</summary>
internal sealed class StoredAcknowledgeKeys(PromiseStore store) : IAcknowledgeKeys
{
    private const string Key = "*/acknowledge-key/1";
    private const int KeySizeBytes = 32;

    private AcknowledgeTokens? _tokens;

    public async ValueTask<AcknowledgeTokens> TokensAsync(CancellationToken cancellationToken)
    {
        while (_tokens is null)
        {
            _tokens = await store.Entities.ReadAsync(Key, cancellationToken) is { } stored
                ? new AcknowledgeTokens(stored.State.ToArray())
                : await TryMakeAsync(cancellationToken);
        }

        return _tokens;
    }

    /// <returns>Null when another process was first.</returns>
    private async ValueTask<AcknowledgeTokens?> TryMakeAsync(CancellationToken cancellationToken)
    {
        var key = RandomNumberGenerator.GetBytes(KeySizeBytes);
        var number = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) | 1;
        try
        {
            await store.Entities.WriteAsync(Key, key, new EntityWriter(number, default), cancellationToken);
            return new AcknowledgeTokens(key);
        }
        catch (EntityConflictException)
        {
            return null;
        }
    }
}
