using System.Net;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>The target that an entity of an incident is, with the names that its key tells by itself.</summary>
public static class TargetOf
{
    private const int MacDigits = 12;

    /// <summary>A host name is not guessed from an address, nor the other way round: whoever had it an hour ago may be somebody else.</summary>
    public static ContainmentTarget Entity(EntityKey entity) => entity.Kind switch
    {
        EntityKind.User => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, UserName = entity.Value },
        EntityKind.Domain => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, Domain = entity.Value },
        EntityKind.Address => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, Ip = entity.Value },
        EntityKind.Device when IPAddress.TryParse(entity.Value, out var address) => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, Ip = address.ToString() },
        EntityKind.Device when IsMac(entity.Value) => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, Mac = entity.Value },
        _ => new ContainmentTarget { Kind = entity.Kind, Value = entity.Value, HostName = entity.Value },
    };

    private static bool IsMac(string value) => value.Count(char.IsAsciiHexDigit) == MacDigits && value.All(c => char.IsAsciiHexDigit(c) || c is ':' or '-');
}
