using System.Collections.Frozen;

namespace Soc.Detection.Correlation;

/// <summary>How far along an attack a technique stands, so that a later step can be tied to an earlier one over a longer time.</summary>
public static class AttackStages
{
    private static readonly FrozenDictionary<string, int> Stages = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        // 1: getting in (initial access), and getting credentials (credential access).
        ["T1078"] = 1, ["T1133"] = 1, ["T1200"] = 1, ["T1566"] = 1,
        ["T1003"] = 1, ["T1110"] = 1, ["T1539"] = 1, ["T1552"] = 1, ["T1557"] = 1, ["T1621"] = 1,
        // 2: staying in, and not being seen (persistence, defence evasion).
        ["T1098"] = 2, ["T1136"] = 2, ["T1550"] = 2, ["T1556"] = 2, ["T1562"] = 2,
        // 3: looking around and moving on (discovery, lateral movement, execution on other machines), and gathering (collection),
        // which comes before what is gathered leaves.
        ["T1018"] = 3, ["T1021"] = 3, ["T1046"] = 3, ["T1210"] = 3, ["T1570"] = 3, ["T1569"] = 3, ["T1039"] = 3,
        // 4: taking orders and leaving (command and control, exfiltration, impact).
        ["T1041"] = 4, ["T1048"] = 4, ["T1071"] = 4, ["T1114"] = 4, ["T1486"] = 4, ["T1530"] = 4, ["T1567"] = 4, ["T1573"] = 4,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>1 getting in, 2 staying, 3 moving on, 4 taking; the furthest of the techniques, 0 when none is known.</summary>
    public static int Of(IReadOnlyList<string> techniques)
    {
        var furthest = 0;
        foreach (var technique in techniques)
        {
            furthest = Math.Max(furthest, Of(technique));
        }

        return furthest;
    }

    /// <summary>Stage of one technique, with or without its part (".004"); 0 when it is not known.</summary>
    public static int Of(string technique)
    {
        var dot = technique.IndexOf('.', StringComparison.Ordinal);
        return Stages.GetValueOrDefault(dot < 0 ? technique : technique[..dot]);
    }
}
