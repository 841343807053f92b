using Orleans;
using Orleans.Runtime;

namespace Soc.Storage.Conformance.Clustering;

/// <inheritdoc cref="IRemindedGrain"/>
public sealed class RemindedGrain(Reminded reminded) : Grain, IRemindedGrain, IRemindable
{
    private const string Name = "promise";

    public Task RemindAsync() => this.RegisterOrUpdateReminder(Name, TimeSpan.FromMilliseconds(100), ClusterNode.ReminderPeriod);

    public async Task ForgetAsync() => await this.UnregisterReminder((await this.GetReminder(Name))!);

    public async Task<int> CountAsync() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        reminded.Note(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }
}
