using CsCheck;
using Shouldly;
using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Response;
using Soc.Response.GuardRails;
using Soc.Response.Policy;
using Soc.Response.Tests.Policy;
using Xunit;

namespace Soc.Response.Tests.GuardRails;

/// <summary>What is protected is so for rules, dry runs and guard rails alike.</summary>
public sealed class ProtectedAssetsTests
{
    private static readonly string[] Assets =
    [
        "address:203.0.113.9", "address:198.51.100.0/24", "ADDRESS:2001:db8::/32", "user:boss@example.com", "user:*@vip.example.com", "device:dc*", "device:LT-1",
        "domain:*.example.com", "device:*", "203.0.113.128/25", "srv-1", "address:not-an-address", "user:", "*.corp.example",
    ];

    private static readonly (EntityKind Kind, string Name)[] Entities =
    [
        (EntityKind.Address, "203.0.113.9"), (EntityKind.Address, "198.51.100.200"), (EntityKind.Address, "2001:db8::1"), (EntityKind.Address, "203.0.113.200"), (EntityKind.Address, "192.0.2.1"),
        (EntityKind.User, "boss@example.com"), (EntityKind.User, "anna@vip.example.com"), (EntityKind.User, "anna@example.com"), (EntityKind.User, "svc-backup"),
        (EntityKind.Device, "dc01"), (EntityKind.Device, "lt-1"), (EntityKind.Device, "lt-10"), (EntityKind.Device, "198.51.100.7"), (EntityKind.Device, "srv-1"),
        (EntityKind.Domain, "www.example.com"), (EntityKind.Domain, "example.com"), (EntityKind.Domain, "a.corp.example"),
    ];

    [Theory]
    [InlineData("address:198.51.100.0/24", EntityKind.Address, "198.51.100.7", true)]
    [InlineData("address:198.51.100.0/24", EntityKind.Device, "198.51.100.7", true)]
    [InlineData("device:198.51.100.7", EntityKind.Address, "198.51.100.7", false)]
    [InlineData("device:dc*", EntityKind.Device, "DC01", true)]
    [InlineData("device:dc*", EntityKind.User, "dc01", false)]
    [InlineData("User:Boss@Example.com", EntityKind.User, "boss@example.com", true)]
    [InlineData("boss@example.com", EntityKind.User, "boss@example.com", true)]
    [InlineData("address:203.0.113.9", EntityKind.Address, "203.0.113.99", false)]
    public void An_asset_covers_what_people_mean_by_it(string asset, EntityKind kind, string name, bool covers) =>
        (new ProtectedAssets([asset]).Find(kind, name) is not null).ShouldBe(covers);

    [Fact]
    public void A_dry_run_says_the_same_as_the_guard_rail() =>
        Gen.Select(Gen.Int[0, Assets.Length - 1].Array[0, 4], Gen.Int[0, Entities.Length - 1]).Sample((which, whom) =>
        {
            var (assets, entity) = (Array.ConvertAll(which, i => Assets[i]), Entities[whom]);
            var action = ActionTraits.InOrder.First(a => ActionTraits.Fits(a, entity.Kind) && a is not ContainmentAction.ResetConnection);
            var target = new ContainmentTarget { Kind = entity.Kind, Value = entity.Name };
            var refusal = NeverBlock.Problem(action, target, new GuardRules { ProtectedAssets = assets });

            var policy = Make.Policy(Make.Rule(ContainmentActions.NameOf(action), EngagementModes.NameOf(EngagementMode.ActThenTell))) with { ProtectedAssets = assets };
            var incident = Make.Incident(95, Make.Night, new EntityKey(Make.Client, entity.Kind, entity.Name));
            var step = EngagementRules.Decide(policy, Make.Zurich, incident, Make.Night).Steps.Single(s => s.Action == action);
            EngagementModes.MayAct(step.Mode).ShouldBe(refusal is null, $"{string.Join(' ', assets)} · {entity} · {step.Why} · {refusal}");
        });
}
