using System.Text.Json;
using Soc.Model.Policies;

namespace Soc.Storage.Documents;

/// <summary>The stored form of a client's policy.</summary>
internal static class ClientPolicyJson
{
    public static string Encode(ClientPolicy policy) => JsonSerializer.Serialize(policy);

    public static ClientPolicy Decode(string json)
    {
        var policy = JsonSerializer.Deserialize<ClientPolicy>(json)!;

        // JSON does not carry the comparers: names of people and domains are the same in either case.
        return policy with
        {
            Criticality = AnyCase(policy.Criticality),
            Identity = policy.Identity with { Domains = AnyCase(policy.Identity.Domains), Aliases = AnyCase(policy.Identity.Aliases) },
        };
    }

    private static Dictionary<string, T> AnyCase<T>(IReadOnlyDictionary<string, T> read)
    {
        var copy = new Dictionary<string, T>(read.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in read)
        {
            copy[key] = value;
        }

        return copy;
    }
}
