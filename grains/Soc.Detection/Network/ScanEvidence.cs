using Soc.Detection.SignIns;

namespace Soc.Detection.Network;

/// <summary>Evidence that port_scan and host_sweep give in the same words.</summary>
internal static class ScanEvidence
{
    private const int FirmHabitDays = 7;
    private const int HabitDays = 3;

    // Parts of the names that scanners and monitors have; anybody can name a machine so.
    private static readonly string[] ScannerNames = ["scan", "nessus", "qualys", "openvas", "greenbone", "rapid7", "nexpose", "tenable", "zabbix", "nagios", "prtg", "icinga", "checkmk", "monitor", "lansweeper", "librenms"];

    public static void WeighTime(SignalDraft draft, ScanMemory memory)
    {
        if (memory.HabitDays < HabitDays)
        {
            draft.WeighWorkingTime(memory.Episode.FirstMs, weight: 6);
        }
    }

    /// <summary>Called after all other evidence.</summary>
    public static void WeighHabit(SignalDraft draft, ScanMemory memory, in DetectionContext context)
    {
        var device = context.Entity.Value;
        if (Array.Exists(ScannerNames, n => device.Contains(n, StringComparison.OrdinalIgnoreCase)))
        {
            draft.Against("named_as_a_scanner", $"Its name, {device}, is that of a scanner or a monitor.", 16);
        }

        if (memory.HabitDays >= FirmHabitDays)
        {
            draft.Explain("scans_by_habit", 12, "scans_by_habit", $"It did so at this hour on {Words.Count(memory.HabitDays, "day")} of the last month: a vulnerability scanner or a monitor.");
        }
        else if (memory.HabitDays >= HabitDays)
        {
            draft.Against("scans_often", $"It did so at this hour on {Words.Count(memory.HabitDays, "day")} of the last month.", 24);
        }
    }

    public static void WeighSamples(SignalDraft draft, ScanMemory memory)
    {
        foreach (var sample in memory.Samples)
        {
            draft.Rests(sample.Id);
        }
    }
}
