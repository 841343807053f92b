namespace Soc.Detection.Network;

/// <summary>A cloud service as people name it.</summary>
/// <param name="Name">"Dropbox".</param>
/// <param name="TakesFiles">Anybody with an account of his own, or none, can put files there.</param>
/// <param name="Family">A name that stands for it and others in a policy ("Microsoft 365"); null: none.</param>
internal sealed record CloudService(string Name, bool TakesFiles, string? Family = null);
