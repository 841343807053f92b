using Orleans;

namespace Soc.Model.Entities;

/// <summary>
/// Key of an entity: client first, each part lower case and escaped, so that no value can be mistaken for another.
/// Text form <c>client/kind/value</c>; round trip with <see cref="TryParse"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("soc.EntityKey")]
public readonly record struct EntityKey
{
    // Of a key that was not read from bytes: it is looked up three times an event, and texts are long to hash.
    [NonSerialized]
    private readonly int _hash;

    /// <summary>Longest value kept, in characters; a longer one is cut, since no user or host name is that long.</summary>
    public const int MaxValueLength = 320;

    [Id(0)] public string Client { get; }

    [Id(1)] public EntityKind Kind { get; }

    /// <summary>Lower-case value, not escaped ("anna.keller@example.com", "198.51.100.7").</summary>
    [Id(2)] public string Value { get; }

    public EntityKey(string client, EntityKind kind, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(client);
        ArgumentException.ThrowIfNullOrEmpty(value);
        Client = client.ToLowerInvariant();
        Kind = kind;
        Value = (value.Length > MaxValueLength ? value[..MaxValueLength] : value).ToLowerInvariant();
        _hash = HashCode.Combine(Client, Kind, Value);
    }

    public bool Equals(EntityKey other) =>
        Kind == other.Kind
        && string.Equals(Value, other.Value, StringComparison.Ordinal)
        && string.Equals(Client, other.Client, StringComparison.Ordinal);

    public override int GetHashCode() => _hash != 0 ? _hash : HashCode.Combine(Client, Kind, Value);

    public static EntityKey User(string client, string userKey) => new(client, EntityKind.User, userKey);

    public static EntityKey Device(string client, string device) => new(client, EntityKind.Device, device);

    public static EntityKey Address(string client, string ip) => new(client, EntityKind.Address, ip);

    public static EntityKey ForClient(string client) => new(client, EntityKind.Client, client);

    /// <summary>The grain key: <c>client/kind/value</c>, with '%' and '/' percent-escaped in the parts.</summary>
    public override string ToString() => $"{KeyText.Escape(Client)}/{KindName(Kind)}/{KeyText.Escape(Value)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out EntityKey key)
    {
        key = default;
        var parts = text?.Split('/');
        if (parts is not { Length: 3 } || parts[0].Length == 0 || parts[2].Length == 0 || !TryParseKind(parts[1], out var kind))
        {
            return false;
        }

        key = new EntityKey(KeyText.Unescape(parts[0]), kind, KeyText.Unescape(parts[2]));
        return true;
    }

    /// <summary>Wire name of a kind: "user", "device", "address", "client", "file", "domain".</summary>
    public static string KindName(EntityKind kind) => kind switch
    {
        EntityKind.User => "user",
        EntityKind.Device => "device",
        EntityKind.Address => "address",
        EntityKind.Client => "client",
        EntityKind.File => "file",
        EntityKind.Domain => "domain",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown entity kind."),
    };

    /// <summary>Reads what <see cref="KindName"/> writes.</summary>
    public static bool TryParseKind(string name, out EntityKind kind)
    {
        kind = name switch
        {
            "user" => EntityKind.User,
            "device" => EntityKind.Device,
            "address" => EntityKind.Address,
            "client" => EntityKind.Client,
            "file" => EntityKind.File,
            "domain" => EntityKind.Domain,
            _ => default,
        };
        return kind != default;
    }
}
