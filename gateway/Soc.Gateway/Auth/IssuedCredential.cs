using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Auth;

/// <summary>A new credential with its secret: the only moment at which the secret exists outside its holder.</summary>
/// <param name="Token">What is stored.</param>
/// <param name="Secret">Shown once; never logged, never stored.</param>
public sealed record IssuedCredential(StoredToken Token, string Secret)
{
    /// <summary>Without the secret, so that an interpolated string cannot leak it.</summary>
    public override string ToString() => $"{Token.Kind} credential {Token.Id} of {Token.Client}";
}
