using Orleans;

namespace Soc.Storage.Conformance.Clustering;

/// <summary>A grain that wants to be reminded.</summary>
[Alias("soc.tests.IRemindedGrain")]
public interface IRemindedGrain : IGrainWithStringKey
{
    [Alias("RemindAsync")]
    Task RemindAsync();

    [Alias("ForgetAsync")]
    Task ForgetAsync();

    /// <returns>How many reminders it has.</returns>
    [Alias("CountAsync")]
    Task<int> CountAsync();
}
