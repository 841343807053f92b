using Soc.Model.Entities;
using Soc.Model.Policies;
using Soc.Model.Response;

namespace Soc.Response.Policy;

/// <summary>A rule with its names read, and how narrow it is.</summary>
internal sealed class CompiledRule
{
    private readonly AssetClass[] _classes;
    private readonly int _place;

    private CompiledRule(RuleOfEngagement rule, int place)
    {
        Rule = rule;
        _place = place;
        // What a newer gateway wrote and this process cannot read is never done.
        Mode = EngagementModes.TryParse(rule.Mode, out var mode) ? mode : EngagementMode.Forbid;
        Action = ContainmentActions.TryParse(rule.Action, out var action) ? action : ContainmentAction.Unknown;
        _classes = [.. rule.AssetClasses.Select(c => AssetClasses.TryParse(c, out var read) ? read : AssetClass.None)];
    }

    public RuleOfEngagement Rule { get; }

    public EngagementMode Mode { get; }

    /// <summary><see cref="ContainmentAction.Unknown"/> where the rule names none.</summary>
    public ContainmentAction Action { get; }

    public bool IsForbid => Mode == EngagementMode.Forbid;

    /// <summary>It forbids everything that it covers.</summary>
    public bool ForbidsAll => IsForbid && Rule.Action is null;

    /// <summary>It only says who is told.</summary>
    public bool IsTelling => !IsForbid && Rule.Action is null;

    public static CompiledRule[] Of(RuleOfEngagement[] rules) => [.. RuleIds.Fill(rules).Select((r, i) => new CompiledRule(r, i))];

    /// <summary>A rule of this place in the table speaks about this action.</summary>
    public bool IsAbout(ContainmentAction action) => (Action == action && Rule.Action is not null) || ForbidsAll;

    public bool Meets(double score) => score >= Rule.MinScore && (score < Rule.MaxScore || Rule.MaxScore >= 100);

    /// <summary>
    /// The target is of one of the rule's classes; or the rule names no class that a target of this kind could have, and the target was met
    /// together with an asset of one of them: blocking an address "on a workstation" is against the address that the workstation met.
    /// </summary>
    /// <param name="companions">Classes of what was met together with the target.</param>
    public bool Covers(EntityKind kind, AssetClass own, IReadOnlyCollection<AssetClass> companions)
    {
        if (_classes.Length == 0)
        {
            return true;
        }

        return Array.Exists(_classes, c => c != AssetClass.None && AssetClasses.KindOf(c) == kind)
            ? _classes.Contains(own)
            : Array.Exists(_classes, c => c != AssetClass.None && companions.Contains(c));
    }

    /// <summary>
    /// Under 0 when this rule goes before the other: what forbids first, then fewer classes, a narrower band, narrower hours, the more careful
    /// mode, the earlier place. An order that no incident changes, so that people can follow it on paper.
    /// </summary>
    public int OrderTo(CompiledRule other)
    {
        var order = other.IsForbid.CompareTo(IsForbid);
        order = order != 0 ? order : Breadth(this).CompareTo(Breadth(other));
        order = order != 0 ? order : (Rule.MaxScore - Rule.MinScore).CompareTo(other.Rule.MaxScore - other.Rule.MinScore);
        order = order != 0 ? order : Narrowness(other).CompareTo(Narrowness(this));
        order = order != 0 ? order : Mode.CompareTo(other.Mode);
        return order != 0 ? order : _place.CompareTo(other._place);
    }

    private static int Breadth(CompiledRule rule) => rule._classes.Length == 0 ? int.MaxValue : rule._classes.Length;

    private static int Narrowness(CompiledRule rule) => rule.Rule.Hours.When switch
    {
        RuleHours.AnyTime => 0,
        RuleHours.Night => 2,
        _ => 1,
    };
}
