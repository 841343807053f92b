namespace Soc.GrainInterfaces.Storage;

/// <summary>A setting that was written.</summary>
/// <param name="Number">Grows with every change; a reader that has seen one number meets no smaller one later.</param>
public sealed record SettingChange(long Number, SettingKind Kind, string Key);
