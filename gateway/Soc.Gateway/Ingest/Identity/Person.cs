namespace Soc.Gateway.Ingest.Identity;

/// <summary>A person whose names and ids some event gave together.</summary>
internal sealed class Person(string key)
{
    public const int MaxNames = 16;
    public const int MaxIds = 16;

    /// <summary>The user key; stays when more names are learned.</summary>
    public string Key { get; } = key;

    public List<string> Names { get; } = [];

    public List<string> Ids { get; } = [];

    /// <summary>Has another id of the same kind: another account of the same directory.</summary>
    public bool Contradicts(string idKey)
    {
        foreach (var own in Ids)
        {
            if (IdentityKeys.KindOf(own).SequenceEqual(IdentityKeys.KindOf(idKey)) && !string.Equals(own, idKey, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
