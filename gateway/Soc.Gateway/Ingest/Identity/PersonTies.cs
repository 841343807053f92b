namespace Soc.Gateway.Ingest.Identity;

/// <summary>
/// Names and ids tied to one person because an event gave them together. Ids are believed before names, and names before
/// mail addresses; where they speak of two people, two people they stay.
/// </summary>
internal sealed class PersonTies
{
    public const int MaxPersons = 200_000;
    public const int MaxSharedNames = 10_000;

    private readonly Dictionary<string, Person> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Person> _byId = new(StringComparer.Ordinal);

    /// <summary>Names that two people were seen with (a shared mailbox): they tie nobody any more.</summary>
    private readonly HashSet<string> _shared = new(StringComparer.Ordinal);
    private int _persons;

    /// <summary>Grows with everything learned.</summary>
    public long Version { get; private set; }

    public Person? OfName(string name) => _byName.GetValueOrDefault(name);

    public Person? OfId(string idKey) => _byId.GetValueOrDefault(idKey);

    /// <summary>Learns from one event: a name with an id, a mail address, or both.</summary>
    /// <param name="name">The name in one spelling; empty when the event has none.</param>
    /// <param name="idKey">See <see cref="IdentityKeys.OfUid"/>; or null.</param>
    /// <param name="mail">Mail address; or null.</param>
    public void Learn(string name, string? idKey, string? mail)
    {
        var person = (idKey is null ? null : OfId(idKey)) ?? ByName(name, idKey, isMail: false) ?? ByName(mail, idKey, isMail: true);
        if (person is null)
        {
            if (_persons >= MaxPersons)
            {
                return;
            }

            person = new Person(NewKey(name, mail, idKey));
            _persons++;
            Version++;
        }

        AddId(person, idKey);
        AddName(person, name);
        AddName(person, mail);
    }

    public (PersonSnapshot[] Persons, string[] Shared) ToSnapshot() =>
    (
        [
            .. _byName.Values.Concat(_byId.Values).Distinct()
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .ThenBy(p => p.Ids.FirstOrDefault(), StringComparer.Ordinal)
                .Select(p => new PersonSnapshot(p.Key, [.. p.Names], [.. p.Ids])),
        ],
        [.. _shared.Order(StringComparer.Ordinal)]);

    public static PersonTies FromSnapshot(PersonSnapshot[] persons, string[] shared)
    {
        var ties = new PersonTies();
        foreach (var saved in persons.Take(MaxPersons))
        {
            var person = new Person(saved.Key);
            ties._persons++;
            foreach (var name in saved.Names.Take(Person.MaxNames).Where(n => ties._byName.TryAdd(n, person)))
            {
                person.Names.Add(name);
            }

            foreach (var id in saved.Ids.Take(Person.MaxIds).Where(i => ties._byId.TryAdd(i, person)))
            {
                person.Ids.Add(id);
            }
        }

        ties._shared.UnionWith(shared.Take(MaxSharedNames));
        return ties;
    }

    /// <summary>
    /// The person that a name stands for. The main name ties even to another id of the same directory (an account that was
    /// deleted and made again, a second tenant); a mail address does not (an administrator's second account has the same).
    /// </summary>
    private Person? ByName(string? name, string? idKey, bool isMail)
    {
        if (string.IsNullOrEmpty(name) || OfName(name) is not { } person)
        {
            return null;
        }

        return isMail && idKey is not null && person.Contradicts(idKey) ? null : person;
    }

    /// <summary>A key that no other person has: the first of name, mail and id that is free.</summary>
    private string NewKey(string name, string? mail, string? idKey)
    {
        var wanted = name.Length > 0 ? name : mail is not null && OfName(mail) is null && !_shared.Contains(mail) ? mail : null;
        return wanted ?? IdentityKeys.IdPrefix + idKey;
    }

    private void AddId(Person person, string? idKey)
    {
        if (idKey is not null && person.Ids.Count < Person.MaxIds && _byId.TryAdd(idKey, person))
        {
            person.Ids.Add(idKey);
            Version++;
        }
    }

    private void AddName(Person person, string? name)
    {
        if (string.IsNullOrEmpty(name) || _shared.Contains(name))
        {
            return;
        }

        if (!_byName.TryGetValue(name, out var other))
        {
            if (person.Names.Count < Person.MaxNames)
            {
                _byName.Add(name, person);
                person.Names.Add(name);
                Version++;
            }
        }
        else if (!ReferenceEquals(other, person) && !string.Equals(other.Key, name, StringComparison.Ordinal))
        {
            Part(other, person, name);
        }
    }

    /// <summary>
    /// One name, two persons. Were they one whose names came in an unlucky order, the one without ids joins the other;
    /// else the name is shared and means neither.
    /// </summary>
    private void Part(Person other, Person person, string name)
    {
        Version++;
        if (other.Ids.Count == 0)
        {
            foreach (var own in other.Names.Where(_ => person.Names.Count < Person.MaxNames))
            {
                _byName[own] = person;
                person.Names.Add(own);
            }

            return;
        }

        if (_shared.Count < MaxSharedNames)
        {
            _shared.Add(name);
            _byName.Remove(name);
            other.Names.Remove(name);
        }
    }
}
