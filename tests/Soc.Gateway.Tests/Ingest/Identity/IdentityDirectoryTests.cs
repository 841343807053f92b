using CsCheck;
using Shouldly;
using Soc.Gateway.Ingest.Identity;
using Soc.Model.Events;
using Soc.Model.Policies;
using Xunit;

namespace Soc.Gateway.Tests.Ingest.Identity;

public sealed class IdentityDirectoryTests
{
    private static readonly string[] People = ["akeller", "bmoser", "cfrei", "dhuber"];

    private readonly IdentityDirectory _directory = new();

    [Fact]
    public void One_person_is_one_user_across_vpn_identity_provider_and_saas()
    {
        Teach();
        var key = Who("akeller@example.com");
        key.ShouldBe("akeller@example.com");
        Who("CORP\\AKeller").ShouldBe(key);
        Who("corp\\\\akeller").ShouldBe(key);
        Who("akeller", domain: "CORP").ShouldBe(key);
        Who("akeller").ShouldBe(key);
        Who("Anna.Keller@example.com").ShouldBe(key);
        Who(null, uid: "6F9619FF-8B86-D011-B42D-00C04FC964FF").ShouldBe(key);
        Who("akeller_example.com#EXT#@partner.onmicrosoft.com").ShouldBe(key);
        Who("ezeller").ShouldBe("ezeller@example.com");
    }

    [Fact]
    public void A_domain_is_tied_after_three_logins_and_not_before()
    {
        foreach (var person in People[..2])
        {
            Who($"{person}@example.com");
            Who($"CORP\\{person}").ShouldBe($"corp\\{person}");
        }

        Who("CORP\\zzz").ShouldBe("corp\\zzz");
        Who("cfrei@example.com");
        Who("CORP\\cfrei").ShouldBe("cfrei@example.com");
        Who("CORP\\zzz").ShouldBe("zzz@example.com");
    }

    [Fact]
    public void Two_people_with_one_login_under_two_suffixes_stay_two()
    {
        foreach (var person in People)
        {
            Who($"{person}@example.com");
        }

        Who("akeller@example.org").ShouldBe("akeller@example.org");
        Who("akeller@example.com").ShouldBe("akeller@example.com");
        Who("akeller").ShouldBe("akeller@example.com");
        Who("frank@example.org");
        Who("frank").ShouldBe("frank@example.org");
    }

    [Fact]
    public void Two_suffixes_without_a_main_one_leave_a_bare_login_apart()
    {
        foreach (var person in People)
        {
            Who($"{person}@example.com");
            Who($"{person}@example.org");
        }

        // The main suffix was the only one to have three logins first; without any lead there is none.
        var fresh = new IdentityDirectory();
        fresh.Resolve("demo", Event("sam@example.com"), IdentityRules.Default);
        fresh.Resolve("demo", Event("sam@example.org"), IdentityRules.Default);
        fresh.Resolve("demo", Event("sam"), IdentityRules.Default).ShouldBe("sam");
    }

    [Fact]
    public void An_id_ties_two_suffixes_and_a_new_name()
    {
        Who("akeller@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff");
        Who("akeller@example.org", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff").ShouldBe("akeller@example.com");
        Who("anna.berger@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff").ShouldBe("akeller@example.com");
        Who("anna.berger@example.com").ShouldBe("akeller@example.com");
        Who("akeller@example.org").ShouldBe("akeller@example.com");
    }

    [Fact]
    public void A_shared_mail_address_merges_nobody()
    {
        Who("akeller@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff", mail: "desk@example.com").ShouldBe("akeller@example.com");
        Who("bmoser@example.com", uid: "7f9619ff-8b86-d011-b42d-00c04fc964ff", mail: "desk@example.com").ShouldBe("bmoser@example.com");
        Who("bmoser@example.com").ShouldBe("bmoser@example.com");
        Who("desk@example.com").ShouldBe("desk@example.com");
        Who("akeller@example.com").ShouldBe("akeller@example.com");
    }

    [Fact]
    public void Names_without_an_id_join_the_person_with_one()
    {
        Who("anna.keller@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff");
        Who("akeller", mail: "ak@example.com", source: "duo");
        Who("anna.keller@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff", mail: "ak@example.com").ShouldBe("anna.keller@example.com");
        Who("akeller").ShouldBe("anna.keller@example.com");
    }

    [Fact]
    public void Services_and_machines_are_nobody_else()
    {
        Teach();
        Who("CORP\\PC-17$").ShouldBe("corp\\pc-17$");
        Who("Power BI", uid: "9f9619ff-8b86-d011-b42d-00c04fc964ff", isService: true).ShouldBe("service:9f9619ff-8b86-d011-b42d-00c04fc964ff");
        Who("akeller", isService: true).ShouldBe("service:akeller");
        Who("admin").ShouldBe("admin");
        Who("CORP\\admin").ShouldBe("admin@example.com");
    }

    [Fact]
    public void Configured_rules_come_first()
    {
        Teach();
        var rules = new IdentityRules
        {
            Domains = new Dictionary<string, string>(StringComparer.Ordinal) { ["CORP"] = "example.net" },
            DefaultDomain = "example.net",
            Aliases = new Dictionary<string, string>(StringComparer.Ordinal) { ["AKeller-adm"] = "Anna.Keller@example.com", ["bm@example.com"] = "bmoser@example.com" },
        };
        _directory.Resolve("demo", Event("CORP\\akeller"), rules).ShouldBe("akeller@example.net");
        _directory.Resolve("demo", Event("akeller"), rules).ShouldBe("akeller@example.net");
        _directory.Resolve("demo", Event("akeller-ADM"), rules).ShouldBe("akeller@example.com", "the alias names a name of this person");
        _directory.Resolve("demo", Event("akeller-adm", uid: "a-1"), rules);
        _directory.Resolve("demo", Event(null, uid: "a-1"), rules).ShouldBe("akeller@example.com", "the alias names a name of this person");
        _directory.Resolve("demo", Event("bm@example.com"), rules).ShouldBe("bmoser@example.com");
    }

    [Fact]
    public void Failures_and_placeholders_teach_nothing()
    {
        foreach (var person in People)
        {
            Who($"{person}@evil.example", status: EventStatus.Failure);
        }

        Who("akeller").ShouldBe("akeller");
        foreach (var nobody in new[] { null, "", " ", "-", "N/A", "pre-logon", "unknown", "CORP\\", "\\" })
        {
            Who(nobody).ShouldBeNull();
        }

        _directory.Resolve("demo", Event("x") with { User = null }, IdentityRules.Default).ShouldBeNull();
    }

    [Fact]
    public void Clients_know_nothing_of_each_other()
    {
        Teach();
        _directory.Resolve("other", Event("CORP\\akeller"), IdentityRules.Default).ShouldBe("corp\\akeller");
        _directory.Resolve("other", Event("akeller"), IdentityRules.Default).ShouldBe("akeller");
    }

    [Fact]
    public async Task A_restart_knows_what_was_learned_and_a_broken_file_is_set_aside()
    {
        Teach();
        var folder = Directory.CreateTempSubdirectory("soc-identity-");
        var file = new IdentityFile(Path.Combine(folder.FullName, "identity.json"));
        await file.WriteAsync(_directory.ToSnapshot(), TestContext.Current.CancellationToken);
        var again = new IdentityDirectory();
        again.Restore((await file.ReadAsync(TestContext.Current.CancellationToken))!);
        foreach (var name in new[] { "CORP\\akeller", "akeller", "anna.keller@example.com", "CORP\\zzz", "zzz" })
        {
            again.Resolve("demo", Event(name), IdentityRules.Default).ShouldBe(Who(name));
        }

        await File.WriteAllTextAsync(file.Path, """{"format":1,"clients":[""", TestContext.Current.CancellationToken);
        await Should.ThrowAsync<InvalidDataException>(() => file.ReadAsync(TestContext.Current.CancellationToken));
        await File.WriteAllTextAsync(file.Path, """{"format":99,"clients":[]}""", TestContext.Current.CancellationToken);
        await Should.ThrowAsync<InvalidDataException>(() => file.ReadAsync(TestContext.Current.CancellationToken));
        file.SetAside();
        (await file.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_same_sequence_gives_the_same_keys_and_survives_a_restart_at_any_moment()
    {
        var name = Gen.Select(OneOf("a", "b", "c", "d", "admin"), OneOf("", "@x.example", "@y.example", "CORP\\", "LAB\\"))
            .Select((login, place) => place.EndsWith('\\') ? place + login : login + place);
        var step = Gen.Select(name, OneOf<string?>(null, "1", "2", "3"), OneOf<string?>(null, "a@x.example", "desk@x.example"));
        Gen.Select(step.List[1, 40], Gen.Int[0, 40]).Sample((steps, restartAt) =>
        {
            var first = new IdentityDirectory();
            var second = new IdentityDirectory();
            for (var i = 0; i < steps.Count; i++)
            {
                if (i == restartAt)
                {
                    var snapshot = second.ToSnapshot();
                    second = new IdentityDirectory();
                    second.Restore(snapshot);
                }

                var e = Event(steps[i].Item1, uid: steps[i].Item2, mail: steps[i].Item3);
                var key = first.Resolve("demo", e, IdentityRules.Default);
                key.ShouldNotBeNullOrEmpty();
                second.Resolve("demo", e, IdentityRules.Default).ShouldBe(key);
            }
        });
    }

    [Fact]
    public void Two_ids_of_one_directory_that_were_never_seen_under_one_name_are_never_one_user()
    {
        var step = Gen.Select(Gen.Int[1, 4], OneOf("@x.example", "@y.example", "CORP\\", ""), Gen.Bool);
        step.List[1, 60].Sample(steps =>
        {
            var directory = new IdentityDirectory();
            foreach (var (person, place, withMail) in steps)
            {
                var login = $"user{person}";
                directory.Resolve("demo", Event(place.EndsWith('\\') ? place + login : login + place, uid: $"id{person}", mail: withMail ? "desk@x.example" : null), IdentityRules.Default);
            }

            var keys = steps.Select(s => s.Item1).Distinct()
                .Select(p => directory.Resolve("demo", Event(null, uid: $"id{p}"), IdentityRules.Default))
                .ToArray();
            keys.Distinct(StringComparer.Ordinal).Count().ShouldBe(keys.Length);
        });
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static SecurityEvent Event(string? name, string? domain = null, string? mail = null, string? uid = null, bool isService = false, EventStatus status = EventStatus.Success, string source = "test") => new()
    {
        Id = new EventId(1, 2),
        Client = "demo",
        Class = EventClass.Authentication,
        ActivityId = Activity.Auth.Logon,
        Status = status,
        TimeMs = 1,
        ReceivedMs = 1,
        Source = source,
        User = new UserIdentity { Name = name, Domain = domain, Email = mail, Uid = uid, IsService = isService },
    };

    private string? Who(string? name, string? domain = null, string? mail = null, string? uid = null, bool isService = false, EventStatus status = EventStatus.Success, string source = "test") =>
        _directory.Resolve("demo", Event(name, domain, mail, uid, isService, status, source), IdentityRules.Default);

    private void Teach()
    {
        foreach (var person in People)
        {
            Who($"{person}@example.com");
            Who($"CORP\\{person}");
        }

        Who("akeller@example.com", mail: "anna.keller@example.com", uid: "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    }
}
