package dev.sluice.deploy.aws.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyPreviewResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewResult;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewStatus;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.StartLifecyclePolicyPreviewRequest;
import software.amazon.awssdk.services.ecr.model.StartLifecyclePolicyPreviewResponse;

import dev.sluice.deploy.aws.store.FakeIdentity;
import dev.sluice.deploy.aws.wire.AwsError;
import dev.sluice.deploy.aws.wire.Operations;

/** As much of Amazon ECR as the script asks, with immutable tags; images are where {@link Registry} says. */
public final class FakeRepositories {

    /** How many images one call may name. */
    private static final int MOST_IMAGE_IDS = 100;

    /** What an image is, by its digest. */
    public record Manifest(String digest, String mediaType, String text) {}

    /** What holds the images. */
    public interface Registry {

        /** Host and port. */
        String address();

        Set<String> tags(String repository);

        /** Of a tag that is there. */
        Manifest manifest(String repository, String tag);

        /** Gives an image a tag that is new. */
        void put(String repository, String tag, Manifest manifest);

        /** Takes a tag away, and with the last one the image. */
        void untag(String repository, String tag);

        /** What its users log in with; the user's name is always AWS. */
        String password();
    }

    private record Kept(Manifest manifest, Set<String> tags, Instant pushed) {}

    /** Images without layers, for tests that move none. Each is pushed a minute after the one before. */
    private static final class Listed implements Registry {

        private final Map<String, Map<String, Kept>> images = new TreeMap<>();
        private Instant clock = Instant.parse("2026-11-01T00:00:00Z");

        private Map<String, Kept> of(String repository) {
            return images.computeIfAbsent(repository, name -> new LinkedHashMap<>());
        }

        @Override
        public String address() {
            return FakeIdentity.ACCOUNT + ".dkr.ecr.eu-central-1.amazonaws.com";
        }

        @Override
        public Set<String> tags(String repository) {
            return of(repository).values().stream()
                    .flatMap(image -> image.tags().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public Manifest manifest(String repository, String tag) {
            return of(repository).values().stream()
                    .filter(image -> image.tags().contains(tag))
                    .findFirst()
                    .orElseThrow()
                    .manifest();
        }

        @Override
        public void put(String repository, String tag, Manifest manifest) {
            clock = clock.plus(Duration.ofMinutes(1));
            of(repository)
                    .computeIfAbsent(manifest.digest(), digest -> new Kept(manifest, new TreeSet<>(), clock))
                    .tags()
                    .add(tag);
        }

        @Override
        public void untag(String repository, String tag) {
            of(repository)
                    .values()
                    .removeIf(image -> image.tags().remove(tag) && image.tags().isEmpty());
        }

        void expire(String repository, LifecyclePolicy policy) {
            expiring(repository, policy)
                    .forEach(image -> of(repository).remove(image.manifest().digest()));
        }

        /** What {@link #expire} would take. */
        List<Kept> expiring(String repository, LifecyclePolicy policy) {
            Set<String> expired = policy.expired(
                    of(repository).values().stream()
                            .map(image -> new LifecyclePolicy.Candidate(
                                    image.manifest().digest(), image.tags(), image.pushed()))
                            .toList(),
                    clock);
            return of(repository).values().stream()
                    .filter(image -> expired.contains(image.manifest().digest()))
                    .toList();
        }

        @Override
        public String password() {
            return "registry-token-that-nobody-shall-see";
        }
    }

    private final Set<String> repositories = new TreeSet<>();
    private final Map<String, LifecyclePolicy> policies = new TreeMap<>();
    private final Listed listed = new Listed();
    private Registry registry = listed;

    /** Makes repositories. */
    public void create(String... names) {
        repositories.addAll(List.of(names));
    }

    /** Whether there is such a repository. */
    public boolean has(String name) {
        return repositories.contains(name);
    }

    /** What its lifecycle rules are from now on. */
    public void keepBy(String repository, LifecyclePolicy policy) {
        policies.put(repository, policy);
    }

    /** Does what ECR does within a day of the last push, by the rules that each repository has. */
    public void expire() {
        policies.forEach(listed::expire);
    }

    /** As if an image had been pushed, unless it is there. */
    public void add(String repository, String tag) {
        if (!listed.tags(repository).contains(tag)) {
            String text = "{\"schemaVersion\":2,\"annotations\":{\"tag\":\"" + tag + "\"}}";
            listed.put(repository, tag, new Manifest(digest(text), "application/vnd.oci.image.manifest.v1+json", text));
        }
    }

    /** As if an image that is there had been given another tag. */
    public void addTag(String repository, String tag, String another) {
        listed.put(repository, another, listed.manifest(repository, tag));
    }

    /** The tags of all images of a repository. */
    public Set<String> tags(String repository) {
        return registry.tags(repository);
    }

    /** Takes a tag away, and the image with the last one. */
    public void remove(String repository, String tag) {
        registry.untag(repository, tag);
    }

    /** Does what ECR does within a day of the last push. */
    public void expire(String repository, LifecyclePolicy policy) {
        listed.expire(repository, policy);
    }

    /** From now on images are in a real one. */
    public void use(Registry real) {
        registry = real;
    }

    public Operations operations() {
        return new Operations()
                .with(DescribeRepositoriesRequest::builder, this::describe)
                .with(DescribeImagesRequest::builder, this::describeImages)
                .with(ListImagesRequest::builder, this::listImages)
                .with(BatchGetImageRequest::builder, this::batchGet)
                .with(PutImageRequest::builder, this::put)
                .with(BatchDeleteImageRequest::builder, this::batchDelete)
                .with(StartLifecyclePolicyPreviewRequest::builder, this::startPreview)
                .with(GetLifecyclePolicyPreviewRequest::builder, this::preview)
                .with(DeleteRepositoryRequest::builder, this::deleteRepository)
                .with(GetAuthorizationTokenRequest::builder, this::token);
    }

    private StartLifecyclePolicyPreviewResponse startPreview(StartLifecyclePolicyPreviewRequest request) {
        policyOf(request.repositoryName());
        return StartLifecyclePolicyPreviewResponse.builder()
                .repositoryName(request.repositoryName())
                .status(LifecyclePolicyPreviewStatus.IN_PROGRESS)
                .build();
    }

    private GetLifecyclePolicyPreviewResponse preview(GetLifecyclePolicyPreviewRequest request) {
        return GetLifecyclePolicyPreviewResponse.builder()
                .repositoryName(request.repositoryName())
                .status(LifecyclePolicyPreviewStatus.COMPLETE)
                .previewResults(listed.expiring(request.repositoryName(), policyOf(request.repositoryName())).stream()
                        .map(image -> LifecyclePolicyPreviewResult.builder()
                                .imageTags(image.tags())
                                .imageDigest(image.manifest().digest())
                                .build())
                        .toList())
                .build();
    }

    private LifecyclePolicy policyOf(String repository) {
        LifecyclePolicy policy = policies.get(existing(repository));
        if (policy == null) {
            throw new AwsError(400, "LifecyclePolicyNotFoundException", "Lifecycle policy does not exist");
        }
        return policy;
    }

    private DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        String name = existing(request.repositoryName());
        if (!Boolean.TRUE.equals(request.force()) && !registry.tags(name).isEmpty()) {
            throw new AwsError(
                    400,
                    "RepositoryNotEmptyException",
                    "The repository with name '" + name + "' cannot be deleted because it still contains images");
        }
        repositories.remove(name);
        return DeleteRepositoryResponse.builder().build();
    }

    private DescribeRepositoriesResponse describe(DescribeRepositoriesRequest request) {
        return DescribeRepositoriesResponse.builder()
                .repositories(request.repositoryNames().stream()
                        .map(name -> Repository.builder()
                                .repositoryName(existing(name))
                                .repositoryUri(registry.address() + "/" + name)
                                .build())
                        .toList())
                .build();
    }

    private DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        String repository = existing(request.repositoryName());
        List<ImageDetail> details = request.imageIds().stream()
                .map(image -> {
                    if (!registry.tags(repository).contains(image.imageTag())) {
                        throw new AwsError(
                                400,
                                "ImageNotFoundException",
                                "The image with imageId {imageDigest:'null', imageTag:'" + image.imageTag()
                                        + "'} does not exist within the repository with name '" + repository + "'");
                    }
                    return ImageDetail.builder()
                            .repositoryName(repository)
                            .imageTags(image.imageTag())
                            .build();
                })
                .toList();
        return DescribeImagesResponse.builder().imageDetails(details).build();
    }

    private ListImagesResponse listImages(ListImagesRequest request) {
        return ListImagesResponse.builder()
                .imageIds(registry.tags(existing(request.repositoryName())).stream()
                        .map(tag -> ImageIdentifier.builder().imageTag(tag).build())
                        .toList())
                .build();
    }

    private BatchGetImageResponse batchGet(BatchGetImageRequest request) {
        String repository = existing(request.repositoryName());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> missing = new ArrayList<>();
        for (ImageIdentifier id : limited(request.imageIds())) {
            if (registry.tags(repository).contains(id.imageTag())) {
                Manifest manifest = registry.manifest(repository, id.imageTag());
                found.add(Image.builder()
                        .repositoryName(repository)
                        .imageId(ImageIdentifier.builder()
                                .imageTag(id.imageTag())
                                .imageDigest(manifest.digest())
                                .build())
                        .imageManifest(manifest.text())
                        .imageManifestMediaType(manifest.mediaType())
                        .build());
            } else {
                missing.add(notFound(id));
            }
        }
        return BatchGetImageResponse.builder().images(found).failures(missing).build();
    }

    /** Amazon ECR API Reference, PutImage; tags are immutable. */
    private PutImageResponse put(PutImageRequest request) {
        String repository = existing(request.repositoryName());
        String tag = request.imageTag();
        Manifest manifest = new Manifest(
                digest(request.imageManifest()), request.imageManifestMediaType(), request.imageManifest());
        if (request.imageDigest() != null && !request.imageDigest().equals(manifest.digest())) {
            throw new AwsError(
                    400,
                    "ImageDigestDoesNotMatchException",
                    "The specified image digest does not match the digest of the image");
        }
        if (registry.tags(repository).contains(tag)) {
            boolean isSame = registry.manifest(repository, tag).digest().equals(manifest.digest());
            throw new AwsError(
                    400,
                    isSame ? "ImageAlreadyExistsException" : "ImageTagAlreadyExistsException",
                    "The image tag '" + tag + "' already exists in the '" + repository
                            + "' repository and cannot be overwritten because the repository is immutable.");
        }
        registry.put(repository, tag, manifest);
        return PutImageResponse.builder().build();
    }

    /** Amazon ECR API Reference, BatchDeleteImage: a tag goes, and with the last one the image. */
    private BatchDeleteImageResponse batchDelete(BatchDeleteImageRequest request) {
        String repository = existing(request.repositoryName());
        List<ImageIdentifier> deleted = new ArrayList<>();
        List<ImageFailure> missing = new ArrayList<>();
        for (ImageIdentifier id : limited(request.imageIds())) {
            if (registry.tags(repository).contains(id.imageTag())) {
                registry.untag(repository, id.imageTag());
                deleted.add(id);
            } else {
                missing.add(notFound(id));
            }
        }
        return BatchDeleteImageResponse.builder()
                .imageIds(deleted)
                .failures(missing)
                .build();
    }

    private static List<ImageIdentifier> limited(List<ImageIdentifier> ids) {
        if (ids.size() > MOST_IMAGE_IDS) {
            throw new AwsError(400, "InvalidParameterException", "imageIds has more than 100 members");
        }
        return ids;
    }

    private static ImageFailure notFound(ImageIdentifier id) {
        return ImageFailure.builder()
                .imageId(id)
                .failureCode("ImageNotFound")
                .failureReason("Requested image not found")
                .build();
    }

    private static String digest(String manifest) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private GetAuthorizationTokenResponse token(GetAuthorizationTokenRequest request) {
        String token =
                Base64.getEncoder().encodeToString(("AWS:" + registry.password()).getBytes(StandardCharsets.UTF_8));
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(AuthorizationData.builder()
                        .authorizationToken(token)
                        .proxyEndpoint("http://" + registry.address())
                        .expiresAt(Instant.now().plusSeconds(12 * 3_600))
                        .build())
                .build();
    }

    private String existing(String name) {
        if (!repositories.contains(name)) {
            throw new AwsError(
                    400,
                    "RepositoryNotFoundException",
                    "The repository with name '" + name + "' does not exist in the registry with id '"
                            + FakeIdentity.ACCOUNT + "'");
        }
        return name;
    }
}
