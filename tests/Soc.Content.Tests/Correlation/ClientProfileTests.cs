using CsCheck;
using Shouldly;
using Soc.Detection.Baseline;
using Xunit;

namespace Soc.Content.Tests.Correlation;

public sealed class ClientProfileTests
{
    private const long DayMs = 86_400_000;
    private static readonly long _now = Make.At(2026, 3, 2, 12);

    [Fact]
    public void Counts_others_and_never_the_user_himself()
    {
        var profile = new ClientProfileState();
        Observe(profile, "pt", 0, 41);
        Observe(profile, "gb", 0, 120);
        var look = ClientProfile.Look(profile, ProfileKinds.Country, "PT", "user3", _now, 14);
        look.UsersWithIt.ShouldBe(40);
        look.ActiveUsers.ShouldBeInRange(114, 124);
        ClientProfile.Look(profile, ProfileKinds.Country, "pt", "somebody else", _now, 14).UsersWithIt.ShouldBe(41);
        ClientProfile.Look(profile, ProfileKinds.Country, "br", null, _now, 14).UsersWithIt.ShouldBe(0);
    }

    [Fact]
    public void Forgets_who_was_not_seen_for_a_month()
    {
        var profile = new ClientProfileState();
        ClientProfile.Observe(profile, "country", "pt", "a", _now - 40 * DayMs);
        ClientProfile.Observe(profile, "country", "pt", "b", _now - 20 * DayMs);
        ClientProfile.Look(profile, "country", "pt", null, _now, 14).UsersWithIt.ShouldBe(1);
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(500, 0.05)]
    [InlineData(5000, 0.06)]
    public void Counts_many_users_a_few_per_cent_off(int users, double tolerance)
    {
        var profile = new ClientProfileState();
        Observe(profile, "gb", 0, users);
        ClientProfile.Look(profile, "country", "gb", null, _now, 14).UsersWithIt.ShouldBeInRange((int)(users * (1 - tolerance)), (int)(users * (1 + tolerance)));
    }

    [Fact]
    public void Learns_for_the_stated_time_and_again_after_a_quiet_period()
    {
        var profile = new ClientProfileState();
        ClientProfile.Observe(profile, "country", "gb", "a", _now);
        ClientProfile.Look(profile, "country", "gb", null, _now + 5 * DayMs, 14).LearningUntilMs.ShouldBe(_now + 14 * DayMs);
        ClientProfile.Look(profile, "country", "gb", null, _now + 14 * DayMs, 14).IsLearning.ShouldBeFalse();
        var back = _now + 60 * DayMs;
        ClientProfile.Observe(profile, "country", "gb", "a", back);
        ClientProfile.Look(profile, "country", "gb", null, back + DayMs, 14).LearningUntilMs.ShouldBe(back + 14 * DayMs);
    }

    [Fact]
    public void A_lone_event_of_long_ago_does_not_end_the_learning()
    {
        var profile = new ClientProfileState();
        ClientProfile.Observe(profile, "country", "gb", "a", _now);
        ClientProfile.Observe(profile, "country", "gb", "a", 86_400_000);
        ClientProfile.Look(profile, "country", "gb", null, _now + DayMs, 14).IsLearning.ShouldBeTrue();
    }

    [Fact]
    public void Stays_bounded_under_a_flood_of_values()
    {
        var profile = new ClientProfileState();
        for (var i = 0; i < 5000; i++)
        {
            ClientProfile.Observe(profile, "service", $"service {i}", $"user{i % 7}", _now + i);
            ClientProfile.Observe(profile, $"kind {i}", "x", "u", _now);
        }

        profile.Kinds.Count.ShouldBeLessThanOrEqualTo(ClientProfileState.MaxKinds);
        profile.Kinds["service"].Count.ShouldBeLessThanOrEqualTo(ClientProfileState.MaxValuesPerKind);
        profile.Kinds["service"].ShouldContainKey("service 4999");
    }

    [Fact]
    public void The_order_of_observations_does_not_matter() =>
        Gen.Select(Gen.Int[0, 200], Gen.Int[0, 3], Gen.Int[0, 25]).Array[1, 200].SelectMany(a => Gen.Shuffle(a.ToArray()).Select(b => (a, b))).Sample(t =>
        {
            var (one, other) = (new ClientProfileState(), new ClientProfileState());
            Fill(one, t.a);
            Fill(other, t.b);
            return Enumerable.Range(0, 4).All(v =>
                ClientProfile.Look(one, "country", $"v{v}", "user1", _now + 10 * DayMs, 14) == ClientProfile.Look(other, "country", $"v{v}", "user1", _now + 10 * DayMs, 14));
        });

    private static void Fill(ClientProfileState profile, (int User, int Value, int Day)[] facts)
    {
        foreach (var (user, value, day) in facts)
        {
            ClientProfile.Observe(profile, "country", $"v{value}", $"user{user}", _now + day * DayMs);
        }
    }

    private static void Observe(ClientProfileState profile, string value, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            ClientProfile.Observe(profile, ProfileKinds.Country, value, $"user{i}", _now - 20 * DayMs);
        }
    }
}
