using Soc.GrainInterfaces.Storage;
using Soc.Silo.Settings;

namespace Soc.Gateway.Auth;

/// <summary>Credentials that another gateway issued or revoked are known here a second later.</summary>
internal sealed class CredentialCopies(CredentialDirectory credentials) : ISettingSubscriber
{
    public SettingKind Kind => SettingKind.Token;

    public Task LoadAsync(CancellationToken cancellationToken) => credentials.LoadAsync(cancellationToken);

    public Task RefreshAsync(string key, CancellationToken cancellationToken) => credentials.LoadAsync(cancellationToken);
}
