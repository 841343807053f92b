using Soc.GrainInterfaces.Storage;
using Soc.Grains.Response;
using Soc.Model.Policies;

namespace Soc.Silo.Response;

/// <summary>Asks the installation's own credentials. People of an identity provider had the right when they saved the rules; it cannot be asked for them again.</summary>
internal sealed class StoredRightToAct(ITokenStore tokens, TimeProvider time) : IRightToAct
{
    // The scopes that let a credential change what may be done; the gateway has their names too, and neither may reference the other.
    private static readonly string[] Rights = ["respond", "admin"];

    /// <summary>So long what was read is good: a right that is taken away counts within this.</summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);

    private (long At, Dictionary<string, StoredToken> ById)? _read;

    public async ValueTask<string?> ProblemAsync(ClientPolicy policy, CancellationToken cancellationToken)
    {
        if (policy.RulesBy is not { IsKnownHere: true } author)
        {
            return null;
        }

        var byId = await ReadAsync(cancellationToken);
        if (!byId.TryGetValue(author.CredentialId, out var token))
        {
            return $"The credential {author.CredentialId}, by whose right the rules act, is not known any more: a person is asked.";
        }

        if (token.Disabled || (token.ExpiresMs != 0 && token.ExpiresMs <= time.GetUtcNow().ToUnixTimeMilliseconds()))
        {
            return $"The credential {author.CredentialId}, by whose right the rules act, {(token.Disabled ? "was revoked" : "is over")}: a person is asked, until somebody with the right saves the rules again.";
        }

        return Array.Exists(Rights, r => token.Scopes.Contains(r, StringComparer.Ordinal))
            ? null
            : $"The credential {author.CredentialId}, by whose right the rules act, may not act any more: a person is asked, until somebody with the right saves the rules again.";
    }

    private async ValueTask<Dictionary<string, StoredToken>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_read is { } read && time.GetElapsedTime(read.At) < GoodFor)
        {
            return read.ById;
        }

        var at = time.GetTimestamp();
        var byId = (await tokens.ReadAllAsync(cancellationToken)).ToDictionary(t => t.Id, StringComparer.Ordinal);
        _read = (at, byId);
        return byId;
    }
}
