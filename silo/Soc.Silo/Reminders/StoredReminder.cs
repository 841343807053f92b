namespace Soc.Silo.Reminders;

/// <summary>A reminder as it is stored.</summary>
/// <param name="Grain">Whom it wakes.</param>
/// <param name="Name">Its name at that grain.</param>
/// <param name="StartMs">When it is due first, ms since the epoch.</param>
/// <param name="PeriodMs">How often after that.</param>
/// <param name="Tag">Of this version of it.</param>
internal sealed record StoredReminder(string Grain, string Name, long StartMs, long PeriodMs, string Tag);
