using Shouldly;
using Soc.Detection.Correlation;
using Soc.Model.Policies;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class PolicyValidationTests
{
    public static TheoryData<string, string> Broken => new(_broken.Select(b => (b.Name, b.Field)));

    private static readonly (string Name, string Field, Func<ClientPolicy, ClientPolicy> Break)[] _broken =
    [
        ("client", "client", p => p with { Client = "a b" }),
        ("zone", "timeZone", p => p with { TimeZone = "Europe/Atlantis" }),
        ("no zone", "timeZone", p => p with { TimeZone = null! }),
        ("hours", "hours", p => p with { Hours = new(600, 600, [1]) }),
        ("minutes", "hours", p => p with { Hours = new(-1, 1500, [1]) }),
        ("days", "hours.days", p => p with { Hours = new(1, 2, [7]) }),
        ("no days", "hours", p => p with { Hours = new(1, 2, null!) }),
        ("holiday", "holidays[1]", p => p with { Holidays = ["2026-12-25", "25.12.2026"] }),
        ("descending", "thresholds", p => p with { Thresholds = new(70, 40, 90) }),
        ("threshold", "thresholds.wake", p => p with { Thresholds = new(40, 70, 101) }),
        ("threshold no number", "thresholds.digest", p => p with { Thresholds = new(double.NaN, 70, 90) }),
        ("range", "knownEgress[0].cidr", p => p with { KnownEgress = [new("203.0.113.0/33", "x", false)] }),
        ("range word", "knownEgress[0].cidr", p => p with { KnownEgress = [new("office", "x", false)] }),
        ("everything", "knownEgress[0].cidr", p => p with { KnownEgress = [new("0.0.0.0/0", "x", false)] }),
        ("range null", "knownEgress[0].cidr", p => p with { KnownEgress = [null!] }),
        ("range name", "knownEgress[0].name", p => p with { KnownEgress = [new("203.0.113.7", " ", false)] }),
        ("too many", "sanctionedClouds", p => p with { SanctionedClouds = [.. Enumerable.Repeat("x", 300)] }),
        ("multiplier", "criticality['user:cfo']", p => p with { Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["user:cfo"] = 11 } }),
        ("critical key", "criticality['cfo']", p => p with { Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["cfo"] = 2 } }),
        ("late", "lateAfter", p => p with { LateAfterMinutes = 0 }),
        ("a week and more", "lateAfter", p => p with { LateAfterMinutes = 10_081 }),
        ("asset", "protectedAssets[1]", p => p with { ProtectedAssets = ["address:10.0.0.1", "dc01"] }),
        ("asset kind", "protectedAssets[0]", p => p with { ProtectedAssets = ["server:dc01"] }),
        ("asset null", "protectedAssets[0]", p => p with { ProtectedAssets = [null!] }),
        ("asset long", "protectedAssets[0]", p => p with { ProtectedAssets = ["device:" + new string('x', 320)] }),
        ("assets", "protectedAssets", p => p with { ProtectedAssets = [.. Enumerable.Repeat("device:dc01", 5_001)] }),
        ("no assets", "protectedAssets", p => p with { ProtectedAssets = null! }),
        ("learning", "learningDays", p => p with { LearningDays = 91 }),
        ("domain", "identity.defaultDomain", p => p with { Identity = new() { DefaultDomain = "corp\\x" } }),
    ];

    [Fact]
    public void The_defaults_are_fine() => PolicyValidation.Check(ClientPolicy.DefaultFor("acme")).ShouldBeEmpty();

    [Fact]
    public void A_full_policy_is_fine() =>
        PolicyValidation.Check(Make.Policy with
        {
            KnownEgress = [new("203.0.113.0/24", "London office", false), new("2001:db8::/32", "VPN", true), new("198.51.100.7", "Branch", false)],
            Holidays = ["2026-12-25"],
            ProtectedAssets = ["address:10.0.0.1", "Device:DC01", "user:breakglass@example.com"],
            Criticality = new Dictionary<string, double>(StringComparer.Ordinal) { ["user:cfo@example.com"] = 2, ["Device:dc01"] = 1.5 },
        }).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Broken))]
    public void Says_what_is_wrong_and_what_to_do(string name, string field)
    {
        var broken = _broken.Single(b => b.Name == name).Break(Make.Policy);
        var problem = PolicyValidation.Check(broken).ShouldHaveSingleItem();
        problem.Field.ShouldBe(field);
        problem.Message.Length.ShouldBeGreaterThan(20);
        problem.Message.ShouldEndWith(".", Case.Sensitive, problem.Message);
    }
}
