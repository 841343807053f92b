using Soc.Model.Events;
using Soc.Model.Policies;

namespace Soc.Gateway.Ingest.Identity;

/// <summary>One client's names. Not safe for concurrent use; the directory takes a lock around it.</summary>
internal sealed class ClientIdentities
{
    /// <summary>Aliases of aliases are followed so far: a circle that somebody configured must end.</summary>
    private const int MaxSteps = 4;

    private readonly DomainKnowledge _domains;
    private readonly PersonTies _ties;
    private CompiledIdentityRules _rules = new(IdentityRules.Default);

    public ClientIdentities()
        : this(new DomainKnowledge(), new PersonTies())
    {
    }

    private ClientIdentities(DomainKnowledge domains, PersonTies ties)
    {
        _domains = domains;
        _ties = ties;
    }

    /// <summary>Grows with everything learned.</summary>
    public long Version => _domains.Version + _ties.Version;

    public static ClientIdentities FromSnapshot(ClientIdentitySnapshot snapshot) =>
        new(DomainKnowledge.FromSnapshot(snapshot.Domains), PersonTies.FromSnapshot(snapshot.Persons, snapshot.SharedNames));

    public ClientIdentitySnapshot ToSnapshot(string client)
    {
        var (persons, shared) = _ties.ToSnapshot();
        return new ClientIdentitySnapshot(client, _domains.ToSnapshot(), persons, shared);
    }

    /// <summary>Learns from the event, then says who it is about.</summary>
    public string? Resolve(SecurityEvent e, UserIdentity user, IdentityRules rules)
    {
        if (!ReferenceEquals(_rules.Rules, rules))
        {
            _rules = new CompiledIdentityRules(rules);
        }

        var written = UserName.Parse(user.Name, user.Domain);
        var name = Canonical(written);
        var mail = Canonical(UserName.Parse(user.Email, domain: null));
        var mailText = mail.Kind is UserNameKind.Upn or UserNameKind.Guest ? mail.Text : null;
        var idKey = IdentityKeys.OfUid(e.Source, user.Uid);
        if (user.IsService)
        {
            return OfService(name, idKey);
        }

        if (name.Kind == UserNameKind.Machine)
        {
            return name.Text;
        }

        if (name.Kind == UserNameKind.None && mailText is null && idKey is null)
        {
            return null;
        }

        var alias = Alias(written.Text);

        // What fails to sign in is no proof that such a user exists: a spray of made-up names must teach nothing.
        if (e.Status != EventStatus.Failure)
        {
            Learn(name, alias, mailText, idKey);
        }

        return Who(name, alias, mailText, idKey);
    }

    private static string? OfService(in UserName name, string? idKey)
    {
        var text = idKey is not null ? idKey[(idKey.IndexOf('|', StringComparison.Ordinal) + 1)..] : name.Text;
        return text.Length == 0 ? null : IdentityKeys.ServicePrefix + text;
    }

    /// <summary>A name whose domain the rules name is the UPN that they say.</summary>
    private UserName Canonical(in UserName name)
    {
        if (name.Kind is UserNameKind.Domain or UserNameKind.Upn && _rules.Domains.TryGetValue(name.Domain, out var suffix))
        {
            return UserName.Upn(UserNameKind.Upn, name.Local, suffix);
        }

        return name.Kind == UserNameKind.Bare && _rules.DefaultDomain is { } main && !IdentityKeys.IsLocalAccount(name.Local)
            ? UserName.Upn(UserNameKind.Upn, name.Local, main)
            : name;
    }

    private void Learn(in UserName name, string? alias, string? mail, string? idKey)
    {
        if (name.Kind == UserNameKind.Upn)
        {
            _domains.LearnUpn(name.Local, name.Domain);
        }
        else if (name.Kind == UserNameKind.Domain)
        {
            _domains.LearnDomain(name.Local, name.Domain);
        }

        // Tie the name as it will be looked up; a bare login without a suffix could be anybody's, and ties nobody to an id.
        var known = name.Kind == UserNameKind.Bare && IdentityKeys.IsLocalAccount(name.Local) ? "" : Expand(name);
        known = alias ?? Alias(known) ?? known;
        var given = (known.Length > 0 ? 1 : 0) + (idKey is null ? 0 : 1) + (mail is null || string.Equals(mail, known, StringComparison.Ordinal) ? 0 : 1);
        if (given > 1)
        {
            _ties.Learn(known, idKey, mail);
        }
    }

    private string? Who(in UserName name, string? alias, string? mail, string? idKey)
    {
        if (alias is null && idKey is not null && _ties.OfId(idKey) is { } byId && Alias(Expand(name)) is null)
        {
            return Settle(byId.Key, byId);
        }

        var text = alias ?? (name.Text.Length > 0 ? name.Text : mail);
        return text is null ? IdentityKeys.IdPrefix + idKey : Settle(text, person: null);
    }

    /// <summary>
    /// Follows a name to the key of its person: configured aliases, then the fullest spelling, then the person tied to it.
    /// A key that was made before its domain or suffix was known is spelled as it would be now, unless that spelling is
    /// somebody else's by his ids.
    /// </summary>
    private string Settle(string key, Person? person)
    {
        for (var step = 0; step < MaxSteps; step++)
        {
            var expanded = key.StartsWith(IdentityKeys.IdPrefix, StringComparison.Ordinal) ? key : Expand(Canonical(UserName.Parse(key, domain: null)));
            if (expanded.Length == 0)
            {
                return key;
            }

            if ((Alias(key) ?? Alias(expanded)) is { } alias && !string.Equals(alias, expanded, StringComparison.Ordinal))
            {
                (key, person) = (alias, null);
                continue;
            }

            var other = _ties.OfName(expanded);
            if (person is not null && other is not null && person.Ids.Exists(other.Contradicts))
            {
                return key;
            }

            if (other is null || string.Equals(other.Key, expanded, StringComparison.Ordinal))
            {
                return expanded;
            }

            if (ReferenceEquals(other, person))
            {
                return other.Key;
            }

            (key, person) = (other.Key, other);
        }

        return key;
    }

    /// <summary>The name in its fullest known form.</summary>
    private string Expand(in UserName name)
    {
        switch (name.Kind)
        {
            case UserNameKind.Domain when _domains.SuffixOf(name.Domain) is { } suffix:
                return $"{name.Local}@{suffix}";
            case UserNameKind.Domain when name.Domain.Contains('.', StringComparison.Ordinal):
                return $"{name.Local}@{name.Domain}";
            case UserNameKind.Bare when !IdentityKeys.IsLocalAccount(name.Local):
                return ExpandBare(name.Local);
            default:
                return name.Text;
        }
    }

    /// <summary>The only suffix that the login was seen under; the client's main one where it is among several, or where none was.</summary>
    private string ExpandBare(string login)
    {
        var suffixes = _domains.SuffixesOf(login);
        var main = _domains.MainSuffix;
        var suffix = suffixes.Count switch
        {
            1 => suffixes[0],
            0 => main,
            _ => main is not null && suffixes.Contains(main, StringComparer.Ordinal) ? main : null,
        };
        return suffix is null ? login : $"{login}@{suffix}";
    }

    private string? Alias(string name) => name.Length == 0 ? null : _rules.Aliases.GetValueOrDefault(name);
}
