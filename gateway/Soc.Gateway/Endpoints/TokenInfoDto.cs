using Soc.GrainInterfaces.Storage;

namespace Soc.Gateway.Endpoints;

/// <summary>A credential without its secret.</summary>
public sealed record TokenInfoDto(string Id, string Kind, string Client, string[] Scopes, string Created, string? Expires, bool Revoked, string? Name)
{
    public static TokenInfoDto Of(StoredToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new(token.Id, token.Kind, token.Client, token.Scopes, Wire.Time(token.CreatedMs), token.ExpiresMs == 0 ? null : Wire.Time(token.ExpiresMs), token.Disabled, token.Name.Length == 0 ? null : token.Name);
    }
}
