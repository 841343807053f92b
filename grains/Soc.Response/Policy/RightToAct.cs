using System.Text.Json;
using Soc.Model.Policies;

namespace Soc.Response.Policy;

/// <summary>
/// Whether a change of a policy changes what may be done to the client's users, devices and network. Whoever may write a policy may not
/// thereby act: that needs a right of its own, when rules are saved as when they fire.
/// </summary>
public static class RightToAct
{
    /// <summary>The change needs the right: it makes, changes or removes a rule with an action or one that forbids, or moves what such rules depend on.</summary>
    public static bool IsNeeded(ClientPolicy before, ClientPolicy after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var (old, now) = (Acting(before), Acting(after));
        if (old.Length == 0 && now.Length == 0)
        {
            // What nothing rests on yet: whoever adds the first rule sees it all.
            return false;
        }

        return !IsSame(old, now) || !IsSame(Grounds(before), Grounds(after)) || Loses(before, after);
    }

    /// <summary>The changed policy, with the one by whose right its rules act from now on.</summary>
    /// <param name="by">Who changes it; he has the right where it is needed.</param>
    public static ClientPolicy Signed(ClientPolicy before, ClientPolicy after, PolicyAuthor by)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return after with { RulesBy = IsNeeded(before, after) ? by : before.RulesBy };
    }

    private static RuleOfEngagement[] Acting(ClientPolicy policy) =>
        Array.FindAll(RuleIds.Fill(policy.RulesOfEngagement), r => r.Action is not null || r.Mode == EngagementModes.NameOf(EngagementMode.Forbid));

    /// <summary>When and how much is done, against whom. The kill switch may be put on by anybody who may write.</summary>
    private static object Grounds(ClientPolicy policy) => new
    {
        policy.Engagement.WhenNobodyAnswers,
        Limits = policy.Engagement.Limits with { KillSwitch = false },
        policy.Engagement.AssetClasses,
        policy.TimeZone,
        policy.Hours,
        Holidays = policy.Holidays.Order(StringComparer.Ordinal),
        policy.LateAfterMinutes,
    };

    private static bool Loses(ClientPolicy before, ClientPolicy after) =>
        (before.Engagement.Limits.KillSwitch && !after.Engagement.Limits.KillSwitch)
        || before.ProtectedAssets.Except(after.ProtectedAssets, StringComparer.OrdinalIgnoreCase).Any()
        || before.KnownEgress.Select(k => k.Cidr).Except(after.KnownEgress.Select(k => k.Cidr), StringComparer.Ordinal).Any();

    private static bool IsSame(object before, object after) =>
        string.Equals(JsonSerializer.Serialize(before), JsonSerializer.Serialize(after), StringComparison.Ordinal);
}
